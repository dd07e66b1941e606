"""How readers find the feeds: what a page's head has to name, and whether those of a built site do."""
