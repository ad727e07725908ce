"""What every command needs and no subject: the world, options, screen, keys, the gate."""
