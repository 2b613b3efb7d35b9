import http.server

PORT = 8080

if __name__ == "__main__":
    address = ("127.0.0.1", PORT)
    http.server.HTTPServer(address, http.server.SimpleHTTPRequestHandler).serve_forever()
