"""Draws the pictures of the demo archive: flat shapes, soft gradients and paper grain, in the manner of a screen print."""
