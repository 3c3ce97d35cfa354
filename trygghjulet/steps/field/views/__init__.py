"""The pages of the room, by what one does there."""
