"""The pages of dialogues, walks, what follows of them, and consultations."""
