# A product on Rails that signs its people in by itself, with Roster as a server elsewhere. The page asks the product for a
# token, and the product asks Roster, with an API key that no page ever sees. In a product of several files the controllers
# lie in app/controllers, the routes in config/routes.rb.
#   ROSTER_API=https://roster.example/roster ROSTER_KEY=rk_... ORIGIN=http://127.0.0.1:3001 rackup -o 127.0.0.1 -p 3001
require 'action_controller/railtie'
require 'net/http'

class People < Rails::Application
  config.load_defaults 6.1
  config.eager_load = false
  config.logger = Logger.new($stderr, level: :error)
  config.secret_key_base = ENV.fetch('SECRET_KEY_BASE') { SecureRandom.hex(64) }
  config.session_store :cookie_store, key: '_people', same_site: :strict
  # The same host under any name is the proxy's business.
  config.hosts.clear
  routes.append do
    root 'people#index'
    post 'sign-in', to: 'sessions#create'
    post 'sign-out', to: 'sessions#destroy'
    post 'token', to: 'tokens#create'
  end
end

# Before the controllers: they take over what is configured.
People.initialize!

SIGN_IN = <<~HTML.freeze
  <!doctype html><html lang="en"><meta charset="utf-8"><title>People</title>
  <h1>Sign in</h1>
  <%= form_with url: '/sign-in' do |form| %>
    <label>Address <%= form.email_field :email, required: true %></label><button>Sign in</button>
  <% end %>
HTML

PEOPLE = <<~HTML.freeze
  <!doctype html><html lang="en"><meta charset="utf-8"><title>People</title>
  <h1>People of Acme</h1>
  <%= form_with(url: '/sign-out') { tag.button 'Sign out' } %>
  <%= content_tag 'roster-members', nil, 'api-url': ENV['ROSTER_API'], 'token-endpoint': '/token' %>
  <%= tag.script type: 'module', src: ENV.fetch('ROSTER_SCRIPT', '/assets/roster.min.js') %>
HTML

class PeopleController < ActionController::Base
  def index
    render inline: session[:email] ? PEOPLE : SIGN_IN
  end
end

class SessionsController < ActionController::Base
  # Passwords are this product's business; the sample has none.
  def create
    return render inline: SIGN_IN, status: :unauthorized unless ENV['ACCOUNTS'].to_s.split(',').include?(params[:email])

    reset_session
    session[:email] = params[:email]
    redirect_to '/', status: :see_other
  end

  def destroy
    reset_session
    redirect_to '/', status: :see_other
  end
end

class TokensController < ActionController::Base
  # It changes nothing, the cookie is sent from this site alone, and no other site may read the answer.
  skip_forgery_protection

  def create
    return head :unauthorized unless session[:email]

    answer = Net::HTTP.post(
      URI("#{ENV['ROSTER_API']}/v1/tokens"),
      { email: session[:email], origin: ENV['ORIGIN'] }.to_json,
      'Authorization' => "Bearer #{ENV['ROSTER_KEY']}", 'Content-Type' => 'application/json'
    )
    response.headers['Cache-Control'] = 'no-store'
    return head(answer.is_a?(Net::HTTPNotFound) ? :forbidden : :service_unavailable) unless answer.is_a?(Net::HTTPSuccess)

    render json: answer.body
  end
end

run Rails.application
