// Package trace sends the course of requests to a collector of OpenTelemetry,
// where one is named; else it does nothing. Part of room gate.
//
//	GET /api/v1/reports/{id}      a span for each request
//	    read                      and one for each reading, each catching up
//
// A span carries the pattern of the path, method, code and request id. It carries
// no address, no user, no question and no word of a report.
package trace

import (
	"context"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"hearsay/internal/gate"
)

// Tracer sends spans. A nil Tracer sends none.
type Tracer struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
}

// New sends to an OTLP/HTTP collector: at url, or, where that is "", where the
// standard variables OTEL_EXPORTER_OTLP_… say. Nothing is sent before the first
// request.
func New(ctx context.Context, url, version string) (*Tracer, error) {
	var opt []otlptracehttp.Option
	if url != "" {
		opt = append(opt, otlptracehttp.WithEndpointURL(url))
	}
	out, err := otlptracehttp.New(ctx, opt...)
	if err != nil {
		return nil, err
	}
	of := resource.NewSchemaless(attribute.String("service.name", "hearsay"), attribute.String("service.version", version))
	p := sdk.NewTracerProvider(sdk.WithBatcher(out), sdk.WithResource(of), sdk.WithSampler(sdk.ParentBased(sdk.AlwaysSample())))
	return &Tracer{p, p.Tracer("hearsay")}, nil
}

// Begin begins the span of a request; it goes on one that a caller began
// (traceparent).
func (t *Tracer) Begin(r *http.Request) (*http.Request, func(gate.End)) {
	if t == nil {
		return r, func(gate.End) {}
	}
	ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
	ctx, span := t.tracer.Start(ctx, r.Method, trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("http.request.method", r.Method), attribute.String("hearsay.request.id", gate.ID(r))))
	return r.WithContext(ctx), func(e gate.End) {
		if e.Route != "" {
			span.SetName(r.Method + " " + e.Route)
			span.SetAttributes(attribute.String("http.route", e.Route))
		}
		span.SetAttributes(attribute.Int("http.response.status_code", e.Status), attribute.Int64("http.response.body.size", e.Bytes))
		if e.Status >= 500 {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

// Step begins a part of what a request takes, where one is traced, and returns
// what ends it.
func Step(ctx context.Context, name string) (context.Context, func()) {
	if !trace.SpanContextFromContext(ctx).IsValid() {
		return ctx, func() {}
	}
	ctx, span := trace.SpanFromContext(ctx).TracerProvider().Tracer("hearsay").Start(ctx, name)
	return ctx, func() { span.End() }
}

// Close sends what is left.
func (t *Tracer) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}
