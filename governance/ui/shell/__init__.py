"""Around every page: the gate, the frame, the menu, links, and the books that are kept open."""
