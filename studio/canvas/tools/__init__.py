"""What is done to what is selected: edited, arranged, written, switched, copied."""
