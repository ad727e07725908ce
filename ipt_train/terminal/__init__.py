"""What people see: the only room that uses Rich."""
