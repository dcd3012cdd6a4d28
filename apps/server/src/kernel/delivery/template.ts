/** Values for the placeholders of a template. */
export type TemplateParameters = Readonly<Record<string, string | number>>;

/**
 * Fills a template: `{name}` is a placeholder, `{{` and `}}` are a brace each. Strict, because a letter with a gap or a
 * left-over value is worse than none: throws where a placeholder has no value, a value no placeholder, or a brace no
 * partner. Values are not read as templates. Errors name the placeholder, never a value.
 */
export function renderTemplate(template: string, parameters: TemplateParameters): string {
  return fill(template, parameters, (value) => value);
}

/** Fills an HTML template; see `renderTemplate`. Values stand as text, in elements and in quoted attributes. */
export function renderHtmlTemplate(template: string, parameters: TemplateParameters): string {
  return fill(template, parameters, escapeHtml);
}

function fill(template: string, parameters: TemplateParameters, written: (value: string) => string): string {
  const unused = new Set(Object.keys(parameters));
  const filled = template.replace(/\{\{|\}\}|\{([a-zA-Z][a-zA-Z0-9]*)\}|[{}]/g, (found, name?: string) => {
    if (found === '{{' || found === '}}') return found.charAt(0);
    if (name === undefined) throw new Error('template: a brace has no partner; a brace itself is written twice');
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) throw new Error(`template: no value for {${name}}`);
    unused.delete(name);
    return written(String(value));
  });
  if (unused.size > 0) throw new Error(`template: no placeholder for ${[...unused].sort().join(', ')}`);
  return filled;
}

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => htmlEntities[character] ?? character);
}
