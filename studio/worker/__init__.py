"""The process that trains: builds, feeds, trains, inspects, attacks and exports; the only one that loads TensorFlow and OpenCV."""
