/** A certificate that `localhost` has signed for itself until 2126, for servers of tests. It guards nothing. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBlDCCATugAwIBAgIUYtBCSx9b2KDXbZaCAw5hqLHjhuwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTIwMzc0MVoYDzIxMjYxMDI4
MjAzNzQxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASgWBbXHGff1bo86UioMOKIxf1iXl308XrsLN/Npu2s7LNWzYnOiz8H
UOzB2hRHZ8b0Ai30gtifQlWQJoBCtjD1o2kwZzAdBgNVHQ4EFgQUuNn6pDdHAcjw
1ivdV0fFAUSijJwwHwYDVR0jBBgwFoAUuNn6pDdHAcjw1ivdV0fFAUSijJwwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
RwAwRAIgQjBSfckzZbvhfZl9yI+ZAejDj84PlU6g/SmcIeLy4+ICIAfqppKSx9Ls
IaEweY+OnENtN4sh/q4z57YQEJNXfhe1
-----END CERTIFICATE-----
`;

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHmXOafe2KxsIUsmb
mqB1+QRVLjzKI/t1/wgzigExqAmhRANCAASgWBbXHGff1bo86UioMOKIxf1iXl30
8XrsLN/Npu2s7LNWzYnOiz8HUOzB2hRHZ8b0Ai30gtifQlWQJoBCtjD1
-----END PRIVATE KEY-----
`;
