#!/usr/bin/env python3
"""A made-up OPS and Open Data Portal on this machine: replays answers, with faults in the order asked.

Usage: register_service.py ANSWERS LOG
ANSWERS is a folder; the answer to a request is ANSWERS/<last parts of its path joined by _>, else 404.
Faults are read from ANSWERS/faults, one a line "PATH_PART FAULT": each is used up once, in order, by
the first request whose path holds PATH_PART. Prints its port; each request is a line of LOG.
"""
import http.server
import os
import socket
import struct
import sys
import threading
import time

folder, log_path = sys.argv[1], sys.argv[2]
lock = threading.Lock()
tokens = {"given": 0, "valid": None}


def faults():
    path = os.path.join(folder, "faults")
    return open(path).read().split("\n") if os.path.exists(path) else []


def take_fault(url):
    with lock:
        lines = faults()
        for i, line in enumerate(lines):
            part, _, fault = line.partition(" ")
            if part and part in url:
                del lines[i]
                with open(os.path.join(folder, "faults"), "w") as out:
                    out.write("\n".join(lines))
                return fault
    return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def note(self, what):
        with lock, open(log_path, "a") as out:
            out.write(f"{self.command} {self.path} {what}\n")

    def answer(self, status, body=b"", kind="application/xml", headers=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Throttling-Control",
                         "idle (images=green:9000, inpadoc=green:9000, other=green:9000, "
                         "retrieval=green:9000, search=green:9000)")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def body_of(self):
        parts = [p for p in self.path.split("?")[0].split("/") if p]
        for count in (5, 4, 3, 2, 1):
            path = os.path.join(folder, "_".join(parts[-count:]))
            if len(parts) >= count and os.path.isfile(path):
                with open(path, "rb") as file:
                    return file.read()
        return None

    def fail_as(self, fault, body, kind):
        if fault.startswith("429"):
            self.answer(429, b"slow down", headers=[("Retry-After", fault.partition(" ")[2] or "1")])
        elif fault == "quota":
            self.answer(403, b"<error/>", headers=[("X-Rejection-Reason", "IndividualQuotaPerHour"),
                                                   ("X-IndividualQuotaPerHour-Used", "471859200")])
        elif fault.isdigit():
            self.answer(int(fault), b"<error/>")
        elif fault == "truncated":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif fault == "slow":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for at in range(len(body)):
                self.wfile.write(body[at:at + 1])
                self.wfile.flush()
                time.sleep(0.2)
        elif fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
        elif fault == "html":
            self.answer(200, b"<html>maintenance</html>", kind="text/html")
        elif fault == "malformed":
            self.answer(200, body[: len(body) // 2], kind=kind)
        elif fault == "expired":
            tokens["valid"] = None
            self.answer(400, b"<error><message>invalid_access_token</message></error>")
        elif fault == "huge":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(80 << 20))
            self.end_headers()
            for _ in range(80):
                self.wfile.write(b" " * (1 << 20))
        elif fault == "elsewhere":
            self.answer(302, headers=[("Location", "http://example.org/")])
        elif fault == "moved":
            self.answer(302, headers=[("Location", self.path + "?moved")])
        else:
            raise SystemExit(f"no such fault: {fault}")

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fault = take_fault(self.path)
        self.note(fault or "token")
        if fault:
            return self.fail_as(fault, b"{}", "application/json")
        if self.headers.get("Authorization") != "Basic a2V5LW9mLXRlc3RzOndvcmQtb2YtdGVzdHM=":
            return self.answer(401, b"{}", kind="application/json")
        tokens["given"] += 1
        tokens["valid"] = f"token-{tokens['given']}"
        body = f'{{"access_token":"{tokens["valid"]}","expires_in":"1199"}}'
        return self.answer(200, body.encode(), kind="application/json")

    def do_GET(self):
        portal = self.path.startswith("/api/")
        kind = "application/json" if portal else "application/exchange+xml"
        body = self.body_of()
        fault = take_fault(self.path)
        self.note(fault or ("answer" if body is not None else "404"))
        if portal and self.headers.get("X-API-KEY") != "portal-key-of-tests":
            return self.answer(403, b"{}", kind=kind)
        if not portal and self.headers.get("Authorization") != f"Bearer {tokens['valid']}":
            return self.answer(401, b"<error/>")
        if fault:
            return self.fail_as(fault, body or b"<nothing/>", kind)
        if body is None:
            return self.answer(404, b"<fault/>")
        return self.answer(200, body, kind=kind)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that gave up is what some faults are for


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
