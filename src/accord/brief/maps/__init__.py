"""Maps as SVG: own projection, ground, labels and symbols."""
