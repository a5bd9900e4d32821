"""The agent: answers a visitor at once, or says honestly that the trainer will."""
