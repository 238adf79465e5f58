"""The numbers that netbuilder holds itself to, measured as ratios side by side in one run."""
