package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"hearsay/internal/account"
	"hearsay/internal/api"
	"hearsay/internal/aside"
	"hearsay/internal/capture"
	"hearsay/internal/capture/fetch"
	"hearsay/internal/cli/console"
	"hearsay/internal/cli/intake"
	"hearsay/internal/cli/keep"
	"hearsay/internal/cli/store"
	"hearsay/internal/cli/user"
	"hearsay/internal/cli/value"
	"hearsay/internal/desk"
	"hearsay/internal/gate"
	"hearsay/internal/gate/meter"
	"hearsay/internal/gate/trace"
	"hearsay/internal/hook"
	"hearsay/internal/ledger"
	keeper "hearsay/internal/ledger/keep"
	"hearsay/internal/mcp"
	"hearsay/internal/reading"
	"hearsay/internal/web"
	"hearsay/internal/worker"
)

// Serve is the verb serve.
type Serve struct {
	store.Flag
	Accounts     string         `env:"HEARSAY_ACCOUNTS" placeholder:"FILE|URL" help:"Where the accounts are; see hearsay user."`
	Listen       string         `default:"localhost:8080" placeholder:"HOST:PORT" help:"Where to answer. On localhost, without users, only this machine may ask."`
	TLSCert      string         `name:"tls-cert" placeholder:"FILE" help:"Answer over TLS with this certificate (PEM); it is read again when it changes."`
	TLSKey       string         `name:"tls-key" placeholder:"FILE" help:"The certificate's key."`
	TrustedProxy []netip.Prefix `name:"trusted-proxy" placeholder:"CIDR" help:"Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto count, as 127.0.0.1/32."`
	Plain        bool           `help:"Answer other machines without TLS: passwords can be read on the way."`
	SessionIdle  time.Duration  `default:"8h" placeholder:"TIME" help:"A session ends after this time without a request."`
	SessionLife  time.Duration  `default:"168h" placeholder:"TIME" help:"A session ends after this time."`
	Rate         float64        `default:"100" placeholder:"N" help:"Requests a second that each user and each network has answered where there are users, with five seconds' worth in store; 0 for any number."`
	Metrics      string         `placeholder:"HOST:PORT" help:"Answer /metrics there, without login. With it or without, /metrics stands at --listen for users and tokens that may read."`
	Traces       string         `placeholder:"URL" help:"Send OpenTelemetry traces to this collector (OTLP over HTTP). Default: where OTEL_EXPORTER_OTLP_ENDPOINT says; else none."`
	Workers      int            `default:"0" placeholder:"N" help:"Also work on jobs, so many at a time, as hearsay work does."`
	Drain        time.Duration  `default:"0s" placeholder:"TIME" help:"Once told to stop, answer on for this time with /readyz failing, so that no more is sent here."`
	MaxSize      value.Size     `name:"max-size" default:"16MB" placeholder:"SIZE" help:"Largest report taken, in bytes or as 500kB, 16MB."`
	Fetch        bool           `help:"Also read a page whose address is given on the Read page: it is fetched once, politely, and not kept. Without, nothing leaves this machine."`
	LogFormat    string         `enum:"text,json" default:"text" help:"How requests are logged: text or json, a line each."`
	Quiet        bool           `help:"Log no requests."`

	Watch            []string `sep:"none" placeholder:"FILE|URL" help:"Also watch the feeds of this OPML file, or this feed, as hearsay watch does, and read what they bring into the ledger; --keep says where the captures go."`
	intake.Following `group:"Watching (with --watch)"`
}

// Help is shown below the summary of serve.
func (*Serve) Help() string {
	return `The desk in a browser: the incidents, reports, sources and decisions of a ledger, and a page that reads what is pasted or dropped and keeps nothing of it. ` +
		`Where no ledger is named and there is no hearsay.db, that page is all. On localhost, while there are no users, this machine alone may ask and nobody logs in; as soon as hearsay user add made one, ` +
		`everybody does, and on any other address there must be one (docs/serve.md). ` +
		`Programs ask at /api/v1 (docs/api.md), clients of Citron at /citron, assistants at /mcp. ` +
		`Nothing leaves this machine but the traces that are asked for, and the pages ask nothing of any other. ` +
		`An interrupt stops it once what is being answered is answered; jobs that are not done by then go back.`
}

// patience is how long answers may take to end once the server is told to stop.
const patience = 20 * time.Second

// Run serves until it is told to stop.
func (c *Serve) Run(io *console.Streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	h := &house{path: (&user.Flag{DB: c.DB, Accounts: c.Accounts}).Path(), opt: account.Options{Idle: c.SessionIdle, Life: c.SessionLife}}
	defer h.close()
	if err := c.check(ctx, h); err != nil {
		return err
	}
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	if len(c.Watch) > 0 { // what it brings needs a ledger: made where there is none
		st, err := c.Flag.Open(ctx, true)
		if err != nil {
			return err
		}
		if err := st.Close(); err != nil {
			return err
		}
	}
	st, d, done, err := c.Desk(ctx)
	if err != nil {
		return err
	}
	defer done()
	s := &server{Serve: c, io: io, house: h, reader: reader, store: st, desk: d, log: slog.New(slog.DiscardHandler), halt: make(chan struct{})}
	if !c.Quiet {
		s.log = c.logger(io)
	}
	return s.run(ctx, stop)
}

func (c *Serve) logger(io *console.Streams) *slog.Logger {
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(io.Err, nil))
	}
	return slog.New(slog.NewTextHandler(io.Err, nil))
}

// server is what is served, as long as it is.
type server struct {
	*Serve
	io     *console.Streams
	house  *house
	reader *reading.Reader
	store  ledger.Store // nil where there is no ledger, as is desk
	desk   *desk.Desk
	log    *slog.Logger
	meter  *meter.Meter
	tracer *trace.Tracer // nil where nothing is traced
	queue  *worker.Queue // nil where no jobs are worked on
	feeds  *watching     // nil where no feeds are watched
	leaves atomic.Bool   // it was told to stop
	halt   chan struct{} // closed when streams have to end
}

func (s *server) run(ctx context.Context, stop func()) error {
	var err error
	if s.tracer, err = s.traces(ctx); err != nil {
		return err
	}
	if err := s.work(ctx); err != nil {
		return err
	}
	told := s.tell(ctx)
	s.measure()
	ends := make(chan error, 3)
	if err := s.follow(ctx); err != nil {
		return err
	}
	defer s.feeds.close()
	all, err := s.open(ends)
	if err != nil {
		return err
	}
	s.feeds.start(ctx, ends)
	select {
	case err = <-ends:
		return err
	case <-ctx.Done():
	}
	stop() // a second interrupt ends it at once
	s.leaves.Store(true)
	if s.Drain > 0 {
		time.Sleep(s.Drain)
	}
	close(s.halt)
	late, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for _, srv := range all {
		if e := srv.Shutdown(late); e != nil {
			err = errors.Join(err, fmt.Errorf("some answers were cut off: %w", e))
		}
	}
	<-told
	if s.queue != nil {
		// Jobs that are not done by now are given back, and another process does them.
		if e := s.queue.Stop(late); e != nil {
			err = errors.Join(err, fmt.Errorf("jobs could not be given back: %w", e))
		}
	}
	if e := s.feeds.stop(late); e != nil {
		err = errors.Join(err, e)
	}
	if e := s.tracer.Close(late); e != nil {
		s.log.Warn("traces", "what", e.Error())
	}
	return err
}

// open opens the doors; ends has the error of one that closed.
func (s *server) open(ends chan<- error) ([]*http.Server, error) {
	var all []*http.Server
	begin := func(at string, h http.Handler, secure *pair) (net.Addr, error) {
		l, err := net.Listen("tcp", at)
		if err != nil {
			return nil, fmt.Errorf("%w; choose another address", err)
		}
		srv := web.Listen(h)
		srv.ErrorLog = slog.NewLogLogger(s.log.Handler(), slog.LevelDebug) // broken handshakes of strangers
		if secure != nil {
			if srv.TLSConfig, err = secure.config(); err != nil {
				_ = l.Close()
				return nil, err
			}
		}
		all = append(all, srv)
		go func() {
			serve := srv.Serve
			if secure != nil {
				serve = func(l net.Listener) error { return srv.ServeTLS(l, "", "") }
			}
			if err := serve(l); !errors.Is(err, http.ErrServerClosed) {
				ends <- err
			}
		}()
		return l.Addr(), nil
	}
	var secure *pair
	scheme := "http"
	if s.TLSCert != "" {
		secure, scheme = &pair{cert: s.TLSCert, key: s.TLSKey}, "https"
	}
	at, err := begin(s.Listen, s.handler(), secure)
	if err != nil {
		return nil, err
	}
	if s.Metrics != "" {
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", s.meter.Handler())
		if _, err := begin(s.Metrics, mux, nil); err != nil {
			return nil, err
		}
	}
	s.io.Say("the desk is at %s://%s/ (interrupt to stop)", scheme, at)
	return all, nil
}

// handler answers everything that is asked at the desk's address.
func (s *server) handler() http.Handler {
	opt := api.Options{Reader: s.reader, Desk: s.desk, Log: s.log, MaxBytes: int64(s.MaxSize), Accounts: s.house.Book, Stop: s.halt}
	if s.store != nil {
		opt.Keeper = keeper.New(s.store)
	}
	a := api.New(opt)
	g := gate.Options{Accounts: s.house.Book, Proxies: s.TrustedProxy, Secure: s.TLSCert != "", Watch: s.watch}
	if s.public() || aside.There(s.house.path) {
		g.PerClient, g.PerUser = s.Rate, s.Rate
	}
	var get func(context.Context, string) (capture.Capture, error)
	if s.Fetch {
		get = fetcher(int64(s.MaxSize))
	}
	return web.New(web.Options{
		Fetch: get, Feeds: s.feeds.state(), Reader: s.reader, Desk: s.desk, Log: s.log, MaxBytes: int64(s.MaxSize), Local: !s.public(), Gate: g, Ready: s.ready,
		Also: map[string]http.Handler{
			api.Prefix + "/": a, api.CitronPath: a, api.CitronPath + "/": a, "GET /metrics": s.meter.Handler(),
			"/mcp": mcp.New(mcp.Options{Reader: s.reader, Desk: s.desk, MaxBytes: int64(s.MaxSize)}).Handler(),
		},
	})
}

// fetcher fetches one page at an address that a visitor gives. Private networks
// and this machine are not asked.
func fetcher(most int64) func(context.Context, string) (capture.Capture, error) {
	f := fetch.New(fetch.Options{MaxBytes: most, Tries: 1, MaxWait: time.Second})
	return func(ctx context.Context, address string) (capture.Capture, error) {
		r, err := f.Fetch(ctx, fetch.Request{URL: address})
		if err != nil {
			return capture.Capture{}, err
		}
		return r.Capture(), nil
	}
}

// watch counts and traces one request.
func (s *server) watch(r *http.Request) (*http.Request, func(gate.End)) {
	r, span := s.tracer.Begin(r)
	count := s.meter.Begin(r)
	return r, func(e gate.End) { count(e); span(e) }
}

// ready says why nothing more should be sent here.
func (s *server) ready(ctx context.Context) error {
	if s.leaves.Load() {
		return errors.New("it was told to stop")
	}
	return s.house.ping(ctx)
}

func (s *server) traces(ctx context.Context) (*trace.Tracer, error) {
	if s.Traces == "" && os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == "" && os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") == "" {
		return nil, nil
	}
	t, err := trace.New(ctx, s.Traces, s.reader.Identity().Version)
	if err != nil {
		return nil, fmt.Errorf("--traces: %w; give the address of a collector, as http://localhost:4318/v1/traces", err)
	}
	return t, nil
}

// work begins to work on jobs, where that is asked for.
func (s *server) work(ctx context.Context) error {
	if s.Workers <= 0 {
		return nil
	}
	if s.store == nil {
		return errors.New("--workers: there is no ledger whose jobs could be worked on; name one with --db")
	}
	var err error
	if s.queue, err = keep.Queue(ctx, s.store, s.desk, s.reader, s.Workers, s.io); err != nil {
		return err
	}
	return s.queue.Start(context.WithoutCancel(ctx))
}

// tell begins to tell hooks what is new, as soon as there are any; the channel is
// closed once it has ended, which it does with ctx.
func (s *server) tell(ctx context.Context) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for s.desk != nil && ctx.Err() == nil {
			if aside.There(s.house.path) {
				b, err := hook.Open(ctx, s.house.path, nil)
				if err == nil {
					hook.NewSender(b, s.desk, s.log).Run(ctx)
					_ = b.Close()
					return
				}
				s.log.Warn("hooks", "what", err.Error())
			}
			select {
			case <-ctx.Done():
			case <-time.After(5 * time.Second):
			}
		}
	}()
	return ended
}

func (s *server) measure() {
	s.meter = meter.New(s.reader.Identity().Version)
	if s.desk != nil {
		s.meter.Ledger(func(ctx context.Context) (int64, int64, error) {
			f, err := s.desk.Fresh(ctx)
			return f.Head.Seq, f.Row, err
		})
	}
	if s.queue != nil {
		s.meter.Jobs(func(ctx context.Context) (map[string]int, error) {
			out := map[string]int{"waiting": 0, "running": 0, "failed": 0, "dead": 0}
			list, err := s.queue.Jobs(ctx)
			for _, j := range list {
				out[string(j.State)]++
			}
			return out, err
		})
	}
}
