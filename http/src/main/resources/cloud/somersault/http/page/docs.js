// The API's document, drawn by Swagger UI; requests can be tried against this server.

window.SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true, docExpansion: "none", validatorUrl: null, tryItOutEnabled: true, defaultModelsExpandDepth: 0 });
