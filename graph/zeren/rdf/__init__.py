"""Facts to quads, quads to a checked store, questions to answers."""
