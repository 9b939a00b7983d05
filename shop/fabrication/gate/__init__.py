"""Gates: swing with one or two leaves, sliding, wicket."""
