"""Questions about governing bodies: their seats and the majorities that their decisions take."""
