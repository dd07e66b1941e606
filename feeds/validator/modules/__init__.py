"""The extensions of RSS and Atom that people use: one file each, with a record MODULE at its foot."""
