package parse

// Windows has no list of zones to read: the program brings its own there, of
// 0.4 MB.
import _ "time/tzdata"
