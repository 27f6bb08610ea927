"""What a call goes through: a request that fits, one POST, the job it began, the file that came of it."""
