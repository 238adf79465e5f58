"""Every process runs this: one model, one file."""

import numpy as np

import netbuilder as nb

draws = np.random.default_rng(0)
x = draws.normal(size=(1000, 64)).astype("float32")
y = (x @ draws.normal(size=(64, 10))).argmax(axis=1)

with nb.distributed("net.yaml") as session:
    history = session.model.fit(session.shard((x, y), 50, shuffle=True), epochs=3, verbose=0)
    print(f"process {session.process} of {session.processes}: loss {history.history['loss'][-1]:.6f}")
    np.save(f"predicted{session.process}.npy", session.predict(x[:100]))
    session.save("model.keras")
