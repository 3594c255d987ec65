"""The moto server, where calls of S3 and DynamoDB run one at a time.

moto looks at a condition and writes afterwards, in many threads; S3 and DynamoDB decide and write in one step. Without this
the honesty probe finds lost updates (199 epochs of 200 claims), and no race on it would prove anything about our code.
Usage: moto-server.py PORT (0: a free one, named in the first line that is printed).
It also leaves off what took half of each request's time: a list of moto's folders, read anew, and a line of a log that nobody reads.
"""

import functools
import io
import os
import runpy
import sys
import threading

from moto import backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import run_simple

# A suite that needs more of moto than it has adds that here, before any server starts.
for adds in filter(None, os.environ.get("MOTO_SERVER_ADDS", "").split(os.pathsep)):
    runpy.run_path(adds)

folders = functools.cache(lambda: tuple(read_folders()))
read_folders, backends.list_of_moto_modules = backends.list_of_moto_modules, folders


class Handler(MotoRequestHandler):
    def log_request(self, *_):
        pass


SERIAL = ("/s3/aws4_request", "/dynamodb/aws4_request")
one_at_a_time = threading.RLock()
moto = DomainDispatcherApplication(create_backend_app)


def app(environ, start_response):
    caller = environ.get("HTTP_AUTHORIZATION", "")
    if not any(scope in caller for scope in SERIAL):
        return moto(environ, start_response)
    # The body is read before the lock: a slow sender must not hold up the others.
    size = int(environ.get("CONTENT_LENGTH") or 0)
    if size and "HTTP_TRANSFER_ENCODING" not in environ:
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(size))
    with one_at_a_time:
        return list(moto(environ, start_response))


def end_with_the_parent():
    sys.stdin.buffer.read()
    os._exit(0)


# A test that was killed can't stop its server; the pipe that it held closes all the same.
threading.Thread(target=end_with_the_parent, daemon=True).start()
run_simple("127.0.0.1", int(sys.argv[1]), app, threaded=True, request_handler=Handler)
