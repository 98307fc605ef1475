'use strict';

// Relative, so that it works behind a proxy that adds a path of its own.
const ui = SwaggerUIBundle({
  url: '../v3/api-docs',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  responseInterceptor: rememberCredentials,
});

/** Puts a token or a consumer key that was just handed out into "Authorize": in this page's memory, nowhere else. */
function rememberCredentials(response) {
  if (response.ok && new URL(response.url).pathname.includes('/v1/auth/')) {
    const granted = JSON.parse(response.text || '{}');
    if (granted.access_token) {
      ui.preauthorizeApiKey('accessToken', granted.access_token);
    }
    if (granted.consumerKey) {
      ui.preauthorizeApiKey('consumerKey', granted.consumerKey);
    }
  }
  return response;
}
