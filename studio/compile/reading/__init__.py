"""Back from Keras to a drawing: what a saved model says of itself is read as data; nothing in it is run."""
