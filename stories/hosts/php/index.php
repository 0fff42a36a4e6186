<?php
// A product in PHP that signs its people in by itself, with Roster as a server elsewhere. The page asks the product for a
// token, and the product asks Roster, with an API key that no page ever sees.
//   ROSTER_API=https://roster.example/roster ROSTER_KEY=rk_… ORIGIN=http://127.0.0.1:8000 php -S 127.0.0.1:8000 index.php
declare(strict_types=1);

[$api, $key, $origin] = [getenv('ROSTER_API'), getenv('ROSTER_KEY'), getenv('ORIGIN')];
$script = getenv('ROSTER_SCRIPT') ?: '/assets/roster.min.js';
// Who has an account here.
$accounts = explode(',', getenv('ACCOUNTS') ?: '');

session_set_cookie_params(['httponly' => true, 'samesite' => 'Strict', 'secure' => str_starts_with($origin, 'https:')]);
session_start();

/** @return array{int, ?array} Roster's status, and its answer */
function askForToken(string $api, string $key, array $whom): array
{
    $http = [
        'method' => 'POST',
        'header' => ["Authorization: Bearer $key", 'Content-Type: application/json'],
        'content' => json_encode($whom),
        'ignore_errors' => true,
        'timeout' => 10,
    ];
    $answer = @file_get_contents("$api/v1/tokens", false, stream_context_create(['http' => $http]));
    preg_match('/ (\d{3}) /', $http_response_header[0] ?? '', $found);
    return [(int) ($found[1] ?? 503), $answer === false ? null : json_decode($answer, true)];
}

function page(string $body): void
{
    echo "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>People</title></head><body>$body</body></html>";
}

function signInPage(): void
{
    page('<h1>Sign in</h1><form method="post" action="/sign-in">
      <label>Address <input name="email" type="email" required></label><button>Sign in</button></form>');
}

switch ($_SERVER['REQUEST_METHOD'] . ' ' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case 'GET /':
        if (!isset($_SESSION['email'])) {
            signInPage();
            break;
        }
        $from = htmlspecialchars($api);
        $file = htmlspecialchars($script);
        page("<h1>People of Acme</h1>
          <form method=\"post\" action=\"/sign-out\"><button>Sign out</button></form>
          <roster-members api-url=\"$from\" token-endpoint=\"/token\"></roster-members>
          <script type=\"module\" src=\"$file\"></script>");
        break;
    case 'POST /sign-in':
        // Passwords are this product's business; the sample has none.
        if (!in_array($_POST['email'] ?? '', $accounts, true)) {
            http_response_code(401);
            signInPage();
            break;
        }
        session_regenerate_id(true);
        $_SESSION['email'] = $_POST['email'];
        header('Location: /', true, 303);
        break;
    case 'POST /sign-out':
        session_destroy();
        header('Location: /', true, 303);
        break;
    case 'POST /token':
        if (!isset($_SESSION['email'])) {
            http_response_code(401);
            break;
        }
        [$status, $token] = askForToken($api, $key, ['email' => $_SESSION['email'], 'origin' => $origin]);
        header('Cache-Control: no-store');
        if ($status >= 400) {
            http_response_code($status === 404 ? 403 : 503);
            break;
        }
        header('Content-Type: application/json');
        echo json_encode($token);
        break;
    default:
        http_response_code(404);
}
