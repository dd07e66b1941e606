"""What every claim of speed rests on."""
