package worker

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/postgres"
	"hearsay/internal/ledger/relational"
	"hearsay/internal/ledger/sqlite"
)

// Doing carries out one job: it reads captures, outside of any transaction, and
// returns what is to be written. That is done in one transaction with the job's
// end. It must do nothing for a capture that is done already.
type Doing func(ctx context.Context, captures []string) (func(ledger.Tx) error, error)

// Options say who works, and how.
type Options struct {
	Do Doing
	// Workers are how many jobs are worked on at once; 1 where 0.
	Workers int
	// Name tells this queue from others; where "" it says which process of which
	// machine it is, so that others see when that has ended.
	Name string
	// Tries are how often a job is tried before it is left; 5 where 0.
	Tries int
	// Wait is how long after its nth failure a job is tried again: n² seconds
	// where nil.
	Wait func(n int) time.Duration
	// Over, where not nil, is called when a newer version of the program has made the
	// ledger its own, so that this one can work no more, with the error that says so.
	// The job at hand, and what else this one takes, is put off and no try of it counted.
	Over func(error)
	// Log takes what goes wrong in the background; nil for none.
	Log *slog.Logger
}

const (
	// longest is how long a job may take; a batch of captures takes seconds.
	longest = 5 * time.Minute
	// poll is how often an idle process looks for jobs.
	poll = 250 * time.Millisecond
	// putOff is how long a job is put off that only a newer version can work on.
	putOff = 5 * time.Second
)

// Queue is the jobs of a ledger.
type Queue struct {
	store  ledger.Store
	db     *sql.DB
	client *river.Client[*sql.Tx]
	exec   riverdriver.Executor
	named  func(error) error // gives a database's errors the names of package ledger
	end    func(ctx context.Context, tx *sql.Tx, job *river.Job[task]) error
	opt    Options

	working sync.Map           // the numbers of jobs that are worked on
	unwatch context.CancelFunc // ends the search for jobs that nobody works on

	presence *presence     // nil on SQLite
	held     chan struct{} // closed when this queue's lock was given up; nil where it holds none
}

// task is what a job is asked for.
type task struct {
	Captures []string `json:"captures"`
}

// Kind names the job in the database.
func (task) Kind() string { return "read" }

// Open opens the jobs of a ledger in SQLite or PostgreSQL and makes their tables
// where there are none. Nothing is worked on before Start.
func Open(ctx context.Context, store ledger.Store, opt Options) (*Queue, error) {
	q := &Queue{store: store, opt: opt}
	if q.opt.Log == nil {
		q.opt.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if q.opt.Name == "" {
		q.opt.Name = owner()
	}
	var driver riverdriver.Driver[*sql.Tx]
	switch s := store.(type) {
	case *sqlite.Store:
		q.db, driver, q.named = s.Writer, riversqlite.New(s.Writer), s.Dialect.Err
		q.end = func(ctx context.Context, tx *sql.Tx, job *river.Job[task]) error {
			_, err := river.JobCompleteTx[*riversqlite.Driver](ctx, tx, job)
			return err
		}
	case *postgres.Store:
		q.db, driver, q.named = s.Writer, riverdatabasesql.New(s.Writer), s.Dialect.Err
		q.presence = &presence{db: s.Writer}
		if opt.Name == "" {
			q.opt.Name += locked
		}
		q.end = func(ctx context.Context, tx *sql.Tx, job *river.Job[task]) error {
			_, err := river.JobCompleteTx[*riverdatabasesql.Driver](ctx, tx, job)
			return err
		}
	default:
		return nil, fmt.Errorf("%s: only ledgers in SQLite and PostgreSQL have jobs", store.Name())
	}
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: quiet})
	if err != nil {
		return nil, err
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return nil, fmt.Errorf("making the tables of jobs: %w", q.named(err))
	}
	q.exec = driver.GetExecutor()
	workers := river.NewWorkers()
	river.AddWorker(workers, &reader{q: q})
	q.client, err = river.NewClient(driver, &river.Config{
		ID: q.opt.Name, Logger: q.opt.Log, Workers: workers, PollOnly: true,
		Queues:      map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: max(1, opt.Workers)}},
		MaxAttempts: max(opt.Tries, 0), FetchCooldown: poll / 5, FetchPollInterval: poll,
		JobTimeout: longest, RescueStuckJobsAfter: 2 * longest, RetryPolicy: backoff{opt.Wait},
		// Dead letters stay until a person has seen to them.
		DiscardedJobRetentionPeriod: -1,
	})
	if err != nil {
		return nil, err
	}
	return q, nil
}

// backoff is when a job that failed is tried again.
type backoff struct{ wait func(n int) time.Duration }

func (b backoff) NextRetry(job *rivertype.JobRow) time.Time {
	n := len(job.Errors) + 1
	if b.wait != nil {
		return time.Now().Add(b.wait(n))
	}
	return time.Now().Add(time.Duration(n*n) * time.Second)
}

// reader works on one job at a time.
type reader struct {
	river.WorkerDefaults[task]
	q *Queue
}

func (r *reader) Work(ctx context.Context, job *river.Job[task]) error {
	r.q.working.Store(job.ID, true)
	defer r.q.working.Delete(job.ID)
	err := r.work(ctx, job)
	if !errors.Is(err, ledger.ErrNewerRecords) {
		return err
	}
	if r.q.opt.Over != nil {
		r.q.opt.Over(err)
	}
	return river.JobSnooze(putOff)
}

func (r *reader) work(ctx context.Context, job *river.Job[task]) error {
	write, err := r.q.opt.Do(ctx, job.Args.Captures)
	if err != nil {
		return err
	}
	return r.q.store.Write(ctx, func(x ledger.Tx) error {
		if write != nil {
			if err := write(x); err != nil {
				return err
			}
		}
		return r.q.end(ctx, relational.SQL(x), job)
	})
}

// Add asks for captures to be read, in the transaction that keeps them.
func (q *Queue) Add(ctx context.Context, x ledger.Tx, captures []string) error {
	tries := q.opt.Tries
	if tries == 0 {
		tries = 5
	}
	_, err := q.client.InsertTx(ctx, relational.SQL(x), task{captures}, &river.InsertOpts{MaxAttempts: tries})
	return q.named(err)
}

// Start works on jobs until Stop, or until ctx ends; also on those that
// processes held which have ended: on this machine at once, on others when the
// database has seen it, at most some minutes later.
func (q *Queue) Start(ctx context.Context) (err error) {
	owners.Store(q.opt.Name, true)
	watched, end := context.WithCancel(ctx)
	q.unwatch = end
	defer func() {
		if err != nil {
			end()
			owners.Delete(q.opt.Name)
		}
	}()
	if q.presence != nil && strings.HasSuffix(q.opt.Name, locked) {
		if q.held, err = q.presence.hold(watched, q.opt.Name); err != nil {
			return q.named(err)
		}
	}
	if err := q.adopt(ctx); err != nil {
		return q.named(err)
	}
	if err := q.client.Start(ctx); err != nil {
		return q.named(err)
	}
	go q.watch(watched)
	return nil
}

// Stop lets jobs that are being worked on end, until ctx does; then it leaves
// them to others.
func (q *Queue) Stop(ctx context.Context) error {
	defer func() {
		if q.unwatch != nil {
			q.unwatch()
		}
		if q.held != nil {
			<-q.held
		}
		owners.Delete(q.opt.Name)
	}()
	err := q.client.Stop(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = q.client.StopAndCancel(late)
	}
	return q.named(err)
}

// State is how a job stands.
type State string

// The states, in the order of a job's life.
const (
	Waiting State = "waiting" // for a worker
	Running State = "running"
	Failed  State = "failed" // to be tried again
	Dead    State = "dead"   // after the last try; `hearsay jobs --retry` brings it back
	Done    State = "done"
)

var states = map[State][]rivertype.JobState{
	Waiting: {rivertype.JobStateAvailable, rivertype.JobStateScheduled, rivertype.JobStatePending},
	Running: {rivertype.JobStateRunning},
	Failed:  {rivertype.JobStateRetryable},
	Dead:    {rivertype.JobStateDiscarded, rivertype.JobStateCancelled},
	Done:    {rivertype.JobStateCompleted},
}

// Job is one job.
type Job struct {
	ID       int64     `json:"id"`
	State    State     `json:"state"`
	Captures []string  `json:"captures"`
	Tries    int       `json:"tries"`
	Most     int       `json:"most"`
	Made     time.Time `json:"made"`
	Next     time.Time `json:"next"` // when it is tried
	Reason   string    `json:"reason,omitempty"`
}

// Jobs lists jobs in some states, all but those done where none is given; the
// first made first.
func (q *Queue) Jobs(ctx context.Context, in ...State) ([]Job, error) {
	if len(in) == 0 {
		in = []State{Waiting, Running, Failed, Dead}
	}
	var of []rivertype.JobState
	for _, s := range in {
		of = append(of, states[s]...)
	}
	list, err := q.list(ctx, of)
	if err != nil {
		return nil, err
	}
	var out []Job
	for _, j := range list {
		job, err := jobOf(j)
		if err != nil {
			return nil, err
		}
		out = append(out, job)
	}
	return out, nil
}

// list is the jobs in some states, the first made first.
func (q *Queue) list(ctx context.Context, of []rivertype.JobState) ([]*rivertype.JobRow, error) {
	var out []*rivertype.JobRow
	params := river.NewJobListParams().States(of...).OrderBy(river.JobListOrderByID, river.SortOrderAsc).First(1000)
	for {
		list, err := q.client.JobList(ctx, params)
		if err != nil {
			return nil, q.named(err)
		}
		out = append(out, list.Jobs...)
		if len(list.Jobs) < 1000 {
			return out, nil
		}
		params = params.After(list.LastCursor)
	}
}

func jobOf(j *rivertype.JobRow) (Job, error) {
	out := Job{ID: j.ID, Tries: j.Attempt, Most: j.MaxAttempts, Made: j.CreatedAt, Next: j.ScheduledAt}
	var t task
	if err := json.Unmarshal(j.EncodedArgs, &t); err != nil {
		return out, fmt.Errorf("job %d is one that this version cannot read: %w", j.ID, err)
	}
	out.Captures = t.Captures
	for s, of := range states {
		if slices.Contains(of, j.State) {
			out.State = s
		}
	}
	if n := len(j.Errors); n > 0 {
		out.Reason = j.Errors[n-1].Error
	}
	return out, nil
}

// Retry has a job tried again now. It is ledger.ErrNone where there is none.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	_, err := q.client.JobRetry(ctx, id)
	if errors.Is(err, rivertype.ErrNotFound) {
		return fmt.Errorf("job %d: %w", id, ledger.ErrNone)
	}
	return q.named(err)
}

// bridged is how long a database may not answer before Drained gives up: it is
// started again within that.
const bridged = time.Minute

// Drained waits until no job waits, runs or is to be tried again; dead ones do
// not count. progress, where not nil, is called with how many are left. A
// database that does not answer for a while is waited for.
func (q *Queue) Drained(ctx context.Context, progress func(left int)) error {
	heard := time.Now()
	for {
		left, err := q.Jobs(ctx, Waiting, Running, Failed)
		if errors.Is(err, ledger.ErrLost) && time.Since(heard) < bridged {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(2 * poll):
				continue
			}
		}
		if err != nil {
			return err
		}
		heard = time.Now()
		if progress != nil {
			progress(len(left))
		}
		if len(left) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(poll / 2):
		}
	}
}
