"""What Keras computes with: TensorFlow, JAX or PyTorch, each behind the same interface; all that differs is here."""
