package jobs

import (
	"context"
	"sync"
	"time"
)

// signalPause is the shortest time between two signals to the followers of one
// task: a screen gains nothing from more.
const signalPause = 200 * time.Millisecond

// hub holds the tasks that run in this program. Progress lives here first and is
// stored when the writer is free: a job may report from inside a long
// transaction, and SQLite has one writer.
type hub struct {
	mu    sync.Mutex
	tasks map[string]*live
	waits map[string]*waiters
}

// waiters are the followers of one task that wait for its next signal.
type waiters struct {
	signal chan struct{}
	n      int
}

type live struct {
	task    Task
	attempt int
	dirty   bool // reported but not stored
	cooling bool // signalled less than signalPause ago
	again   bool // reported since that signal
}

func newHub() *hub { return &hub{tasks: map[string]*live{}, waits: map[string]*waiters{}} }

func (h *hub) get(id string) (Task, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if l, ok := h.tasks[id]; ok {
		return l.task, true
	}
	return Task{}, false
}

func (h *hub) begin(t Task, attempt int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tasks[t.ID] = &live{task: t, attempt: attempt}
	h.signal(t.ID)
}

// end forgets a task, whose row is the truth from now on.
func (h *hub) end(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.tasks, id)
	h.signal(id)
}

func (h *hub) change(id string, change func(*Task)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	l, ok := h.tasks[id]
	if !ok {
		return
	}
	change(&l.task)
	l.dirty = true
	if l.cooling {
		l.again = true
		return
	}
	h.signal(id)
	l.cooling = true
	time.AfterFunc(signalPause, func() { h.cooled(id, l) })
}

func (h *hub) cooled(id string, l *live) {
	h.mu.Lock()
	defer h.mu.Unlock()
	l.cooling = l.again
	if !l.again {
		return
	}
	l.again = false
	h.signal(id)
	time.AfterFunc(signalPause, func() { h.cooled(id, l) })
}

// signal wakes everybody who waits for the task. The caller holds the lock.
func (h *hub) signal(id string) {
	if w, ok := h.waits[id]; ok {
		close(w.signal)
		delete(h.waits, id)
	}
}

// wait returns a channel that is closed at the task's next signal, and a function
// to call when nobody reads it any more.
func (h *hub) wait(id string) (signal <-chan struct{}, leave func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	w, ok := h.waits[id]
	if !ok {
		w = &waiters{signal: make(chan struct{})}
		h.waits[id] = w
	}
	w.n++
	return w.signal, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if w.n--; w.n == 0 && h.waits[id] == w {
			delete(h.waits, id)
		}
	}
}

// takeDirty returns the tasks with unsaved progress and takes them for saved.
func (h *hub) takeDirty() []live {
	h.mu.Lock()
	defer h.mu.Unlock()
	var dirty []live
	for _, l := range h.tasks {
		if l.dirty {
			dirty = append(dirty, *l)
			l.dirty = false
		}
	}
	return dirty
}

func (h *hub) markDirty(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if l, ok := h.tasks[id]; ok {
		l.dirty = true
	}
}

// followPoll is how often a follower reads the row of a task that runs in
// another program.
const followPoll = 500 * time.Millisecond

// Follow sends the task as it stands, then again whenever it changes, at most
// every 200 ms, and closes the channel after a final state, after an error, or
// when ctx ends. It fails with ErrNotFound for an unknown task. A task that
// runs in another program is followed by its row, which is at most two seconds
// behind.
func (r *Runner) Follow(ctx context.Context, id string) (<-chan Task, error) {
	if _, err := r.Get(ctx, id); err != nil {
		return nil, err
	}
	out := make(chan Task, 1)
	go r.follow(ctx, id, out)
	return out, nil
}

func (r *Runner) follow(ctx context.Context, id string, out chan<- Task) {
	defer close(out)
	poll := time.NewTicker(followPoll)
	defer poll.Stop()
	var last Task
	for {
		changed, leave := r.live.wait(id) // before reading, so that no change falls between
		task, err := r.Get(ctx, id)
		if err == nil && task != last {
			select {
			case out <- task:
				last = task
			case <-ctx.Done():
			}
		}
		if err != nil || task.State.Final() {
			leave()
			return
		}
		select {
		case <-ctx.Done():
			leave()
			return
		case <-changed:
		case <-poll.C:
		}
		leave()
	}
}
