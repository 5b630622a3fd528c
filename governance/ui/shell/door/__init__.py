"""The door of an installation with a sign-in: who comes, how long they stay, and what is told to whoever may not in."""
