import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the endpoint counts. Routes by their pattern only: no address, person or record is in any label. */
export class Metrics {
  readonly registry = new Registry();
  readonly rows = new Counter({
    name: 'kartoteka_pushed_rows_total',
    help: 'Rows pushed, by what became of them: written, conflict, rejected, kept for the head.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });
  readonly pulled = new Counter({
    name: 'kartoteka_pulled_documents_total',
    help: 'Documents answered to pulls.',
    registers: [this.registry],
  });
  private readonly requests = new Histogram({
    name: 'kartoteka_request_seconds',
    help: 'Time of answered requests.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [this.registry],
  });

  /** @param streams how many streams are open now */
  constructor(private readonly streams: () => number) {
    collectDefaultMetrics({ register: this.registry });
    const gauge: Gauge = new Gauge({
      name: 'kartoteka_open_streams',
      help: 'Open pullStreams of this instance.',
      registers: [this.registry],
      collect: (): void => gauge.set(this.streams()),
    });
  }

  /** Measures every request, and answers `GET /metrics`. */
  serve(app: FastifyInstance): void {
    app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
      this.requests.observe(
        { method, route: routeOptions.url ?? '', status: String(reply.statusCode) },
        reply.elapsedTime / 1000,
      );
    });
    app.get('/metrics', { config: { allow: 'metrics' } }, async (_request, reply) =>
      reply.type(this.registry.contentType).send(await this.registry.metrics()),
    );
  }
}
