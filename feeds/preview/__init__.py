"""The output as a server would send it, on this machine alone, and anew in the browser after a change."""
