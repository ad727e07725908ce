"""Files and foreign formats of the room."""
