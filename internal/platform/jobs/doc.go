// Package jobs runs work outside of requests: imports, exports, sweeps, the
// handling of events. It is the only package that knows River, the queue
// beneath it, and runs alike on both engines.
//
// A job is inserted in the transaction of its cause and so runs exactly if the
// cause is committed. It runs at least once: when a program dies, another one
// (or the same, started again) takes its jobs over. A job's function must
// therefore be idempotent. Each of its transactions is fenced: the commit of an
// attempt that another program has taken over is refused.
//
// A task is the row that a screen follows: state, progress, the sentence that
// says why it failed. Definitions that are Silent have none.
//
// # How a dead program is noticed
//
// River has no heartbeat: it takes any job for stuck that runs longer than a
// limit. Here every program raises a counter of its own (job_node.beat) every
// few seconds. A counter that others have seen standing still for several of
// their own beats belongs to a program that is dead, or stopped; its row is
// deleted and its jobs become available again, in one transaction. No clock is
// compared. A program that was only stopped finds its row gone, cancels what it
// runs, and whatever it still tries to commit is refused. On SQLite there is
// one program, so what is found running at start is made available at once.
//
// # Tables
//
// job_task, job_node, job_periodic; River's own are river_….
package jobs
