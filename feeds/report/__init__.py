"""What was found and done -> text, JSON, GitHub's annotations, SARIF. Pure: the caller prints it."""
