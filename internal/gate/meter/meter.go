// Package meter counts what a desk does, for Prometheus. Part of room gate.
//
// Labels are patterns of paths, methods and codes: their number is bounded,
// whatever is asked. No name of a user, no address and no word of a report is
// counted.
package meter

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hearsay/internal/gate"
)

// Meter is the counters of one server. It is safe for concurrent use.
type Meter struct {
	all      *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	bytes    prometheus.Counter
	flight   prometheus.Gauge
}

// New makes counters; version is the program's.
func New(version string) *Meter {
	m := &Meter{
		all:      prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearsay_http_requests_total", Help: "Requests that were answered."}, []string{"route", "method", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "hearsay_http_request_seconds", Help: "How long requests took to answer.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}}, []string{"route", "method"}),
		bytes:  prometheus.NewCounter(prometheus.CounterOpts{Name: "hearsay_http_answer_bytes_total", Help: "Bytes of bodies of answers."}),
		flight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "hearsay_http_requests_in_flight", Help: "Requests being answered."}),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{Name: "hearsay_build_info", Help: "The program; its value is 1.", ConstLabels: prometheus.Labels{"version": version}})
	info.Set(1)
	m.all.MustRegister(m.requests, m.seconds, m.bytes, m.flight, info, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Begin counts a request, and returns what counts its end.
func (m *Meter) Begin(r *http.Request) func(gate.End) {
	m.flight.Inc()
	return func(e gate.End) {
		m.flight.Dec()
		route, method := e.Route, r.Method
		if route == "" {
			route = "none"
		}
		if !slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}, method) {
			method = "other"
		}
		m.requests.WithLabelValues(route, method, strconv.Itoa(e.Status)).Inc()
		m.seconds.WithLabelValues(route, method).Observe(e.Took.Seconds())
		m.bytes.Add(float64(e.Bytes))
	}
}

// Ledger has the ledger asked for its last row and the last that is in every
// answer, each time that the counters are.
func (m *Meter) Ledger(ask func(context.Context) (head, row int64, err error)) {
	m.all.MustRegister(&rows{
		ask:  ask,
		head: prometheus.NewDesc("hearsay_ledger_rows", "The last row of the ledger.", nil, nil),
		row:  prometheus.NewDesc("hearsay_ledger_rows_applied", "The last row that is in every answer.", nil, nil),
		up:   prometheus.NewDesc("hearsay_ledger_up", "1 where the ledger answers.", nil, nil),
	})
}

type rows struct {
	ask           func(context.Context) (int64, int64, error)
	head, row, up *prometheus.Desc
}

func (c *rows) Describe(ch chan<- *prometheus.Desc) { ch <- c.head; ch <- c.row; ch <- c.up }

func (c *rows) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	head, row, err := c.ask(ctx)
	up := 1.0
	if err != nil {
		up = 0
	} else {
		ch <- prometheus.MustNewConstMetric(c.head, prometheus.GaugeValue, float64(head))
		ch <- prometheus.MustNewConstMetric(c.row, prometheus.GaugeValue, float64(row))
	}
	ch <- prometheus.MustNewConstMetric(c.up, prometheus.GaugeValue, up)
}

// Jobs has a queue asked how many jobs stand how.
func (m *Meter) Jobs(ask func(context.Context) (map[string]int, error)) {
	m.all.MustRegister(&jobs{ask: ask, desc: prometheus.NewDesc("hearsay_jobs", "Jobs by how they stand.", []string{"state"}, nil)})
}

type jobs struct {
	ask  func(context.Context) (map[string]int, error)
	desc *prometheus.Desc
}

func (c *jobs) Describe(ch chan<- *prometheus.Desc) { ch <- c.desc }

func (c *jobs) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	n, err := c.ask(ctx)
	if err != nil {
		return // hearsay_ledger_up says it
	}
	for state, k := range n {
		ch <- prometheus.MustNewConstMetric(c.desc, prometheus.GaugeValue, float64(k), state)
	}
}

// Handler answers Prometheus.
func (m *Meter) Handler() http.Handler {
	return promhttp.HandlerFor(m.all, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}
