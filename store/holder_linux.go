package store

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// lockers returns the processes that hold a lock on a file, as far as they can
// be seen from here. A line of /proc/locks:
//
//	1: FLOCK  ADVISORY  WRITE 4121 08:02:131 0 EOF
//
// number, kind, what it asks of others, mode, process, device (major and minor
// in hexadecimal) and inode, range. Some file systems are known there by
// another device than files are: then the inode must do.
func lockers(path string) []int {
	fi, err := os.Stat(path)
	if err != nil {
		return nil
	}
	st, ok := fi.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	b, err := os.ReadFile("/proc/locks")
	if err != nil {
		return nil
	}
	dev := uint64(st.Dev) //nolint:unconvert // its type differs by machine
	device := fmt.Sprintf("%02x:%02x", dev>>8&0xfff|dev>>32&^uint64(0xfff), dev&0xff|dev>>12&^uint64(0xff))
	var exact, alike []int
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) < 6 || f[1] != "FLOCK" {
			continue
		}
		pid, err := strconv.Atoi(f[4])
		at := strings.LastIndexByte(f[5], ':')
		if err != nil || pid <= 0 || at < 0 || f[5][at+1:] != strconv.FormatUint(st.Ino, 10) {
			continue
		}
		if f[5][:at] == device {
			exact = append(exact, pid)
		} else {
			alike = append(alike, pid)
		}
	}
	if len(exact) == 0 {
		exact = alike
	}
	slices.Sort(exact)
	return slices.Compact(exact)
}

// processOf returns what a process was called as and whether it is stopped.
func processOf(pid int) (command string, stopped bool) {
	folder := "/proc/" + strconv.Itoa(pid)
	if b, err := os.ReadFile(folder + "/cmdline"); err == nil && len(b) > 0 {
		command = commandOf(strings.Split(strings.TrimRight(string(b), "\x00"), "\x00"))
	}
	// The state follows the name, which stands in parentheses and may hold some.
	if b, err := os.ReadFile(folder + "/stat"); err == nil {
		rest := b[bytes.LastIndexByte(b, ')')+1:]
		stopped = len(rest) > 1 && (rest[1] == 'T' || rest[1] == 't')
	}
	return command, stopped
}
