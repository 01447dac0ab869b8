package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// owners are the queues of this process that work, by name: a job that names
// another one of this process is nobody's.
var owners sync.Map

var named atomic.Int64

// owner is a name that tells of which process of which machine a queue is.
func owner() string {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "unknown"
	}
	host = host[:min(len(host), 60)] // river takes names of 100
	return fmt.Sprintf("%s/%d/%d.%d", strings.ReplaceAll(host, "/", "_"), os.Getpid(), time.Now().UnixMicro(), named.Add(1))
}

// gone reports whether the queue with a name is known to work no more by the
// processes of this machine; of what others do, presence tells.
func gone(name, mine string) bool {
	f, m := strings.Split(strings.TrimSuffix(name, locked), "/"), strings.Split(strings.TrimSuffix(mine, locked), "/")
	if len(f) != 3 || len(m) != 3 || f[0] != m[0] {
		return false
	}
	if f[1] == m[1] {
		_, works := owners.Load(name)
		return !works
	}
	pid, err := strconv.Atoi(f[1])
	return err == nil && !alive(pid)
}

// alive reports whether there is a process with a number.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	if runtime.GOOS == "windows" {
		return true // it was found
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}

// lost is how long after it was taken a job that this process does not work on
// is held to be nobody's: the answer that it was taken, or that it ended, did
// not come through.
const lost = 20 * time.Second

// adopt gives jobs back whose process died, or whose end did not come through,
// so that they need not wait until their time is over. A job that was taken as
// often as it may be is dead: what kills its process does not go on for ever.
func (q *Queue) adopt(ctx context.Context) error {
	running, err := q.list(ctx, states[Running])
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	elsewhere := map[string]bool{}
	if q.presence != nil && len(running) > 0 {
		var names []string
		for _, j := range running {
			if n := len(j.AttemptedBy); n > 0 && j.AttemptedBy[n-1] != q.opt.Name {
				names = append(names, j.AttemptedBy[n-1])
			}
		}
		if elsewhere, err = q.presence.gone(ctx, names, now); err != nil {
			return err
		}
	}
	var p riverdriver.JobSetStateIfRunningManyParams
	for _, j := range running {
		if len(j.AttemptedBy) == 0 || j.AttemptedAt == nil {
			continue
		}
		reason := "the process that worked on it ended"
		switch by := j.AttemptedBy[len(j.AttemptedBy)-1]; {
		case by == q.opt.Name:
			if _, works := q.working.Load(j.ID); works || now.Sub(*j.AttemptedAt) < lost {
				continue
			}
			reason = "the connection to the database was lost while it was taken or ended"
		case !gone(by, q.opt.Name) && !elsewhere[by]:
			continue
		}
		e, err := json.Marshal(rivertype.AttemptError{At: now, Attempt: max(j.Attempt, 0), Error: reason})
		if err != nil {
			return err
		}
		one := riverdriver.JobSetStateErrorAvailable(j.ID, now, e, nil)
		if j.Attempt >= j.MaxAttempts {
			one = riverdriver.JobSetStateDiscarded(j.ID, now, e, nil)
		}
		p.ID, p.Attempt, p.ErrData = append(p.ID, one.ID), append(p.Attempt, one.Attempt), append(p.ErrData, one.ErrData)
		p.FinalizedAt, p.ScheduledAt, p.State = append(p.FinalizedAt, one.FinalizedAt), append(p.ScheduledAt, one.ScheduledAt), append(p.State, one.State)
		p.MetadataDoMerge, p.MetadataUpdates = append(p.MetadataDoMerge, false), append(p.MetadataUpdates, nil)
	}
	if len(p.ID) == 0 {
		return nil
	}
	_, err = q.exec.JobSetStateIfRunningMany(ctx, &p)
	return err
}

// rest is how long it is until adopt is called again.
func (q *Queue) rest() time.Duration {
	if q.presence != nil && len(q.presence.missed) > 0 {
		return pulse
	}
	return 20 * poll
}

// watch adopts now and then until ctx ends, and often while another's lock is
// missed.
func (q *Queue) watch(ctx context.Context) {
	for {
		if err := q.adopt(ctx); err != nil && ctx.Err() == nil {
			q.opt.Log.Warn("looking for jobs that nobody works on", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(q.rest()):
		}
	}
}
