package main

import (
	"bytes"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/platform/clock"
)

// watch is a running stopwatch.
type watch struct{ start time.Time }

func startWatch() watch { return watch{clock.System().Now()} }

func (w watch) seconds() float64 { return clock.System().Now().Sub(w.start).Seconds() }

// freeMemory returns what is unused to the system, so that one part does not pay
// for the garbage of the part before it.
func freeMemory() {
	runtime.GC()
	debug.FreeOSMemory()
}

// peakMemory returns the most memory this process ever had in RAM, in bytes; 0
// where the system does not tell it as Linux does.
func peakMemory() int64 { return kibibytes("/proc/self/status", "VmHWM:") }

// machineMemory returns the memory of the machine in bytes, 0 where unknown.
func machineMemory() int64 { return kibibytes("/proc/meminfo", "MemTotal:") }

func kibibytes(file, field string) int64 {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	_, rest, ok := bytes.Cut(text, []byte(field))
	if !ok {
		return 0
	}
	number, _, _ := bytes.Cut(bytes.TrimSpace(rest), []byte(" "))
	n, err := strconv.ParseInt(string(number), 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}
