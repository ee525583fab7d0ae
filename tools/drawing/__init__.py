"""Draws the pictures of the demo archive: flat shapes, soft gradients and paper grain, like a screen print."""
