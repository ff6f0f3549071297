"""Organizing: campaigns with their cards, workers and activities; seen by organizers only."""
