"""Models: layers, a cell and a loss joined together."""
