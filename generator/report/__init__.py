"""Reports: findings and results put into words for a terminal or another program."""
