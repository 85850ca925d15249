export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'X-Trace-Id': crypto.randomUUID().slice(0, 16) },
  });
}

export function problem(status: number, detail: string, errors?: Record<string, string[]>, kind?: string, more: Record<string, string> = {}): Response {
  const trace_id = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  const headers = { 'Content-Type': 'application/problem+json', 'X-Trace-Id': trace_id, ...more };
  return new Response(JSON.stringify({ type: kind ? `urn:raconteur:problem:${kind}` : 'about:blank', title: detail, status, detail, trace_id, errors }), { status, headers });
}
