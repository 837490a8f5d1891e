package refresh

// IsLocal reports whether an address is one of this computer or of a private
// network by its looks alone: a number, or a name that no public server has. What
// a name leads to is not asked.
func IsLocal(address string) bool { return isLocal(address) }
