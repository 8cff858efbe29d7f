// Lists of releases by year, month and area for the templates here.
import pluginRss from "@11ty/eleventy-plugin-rss";

export default function (config) {
  config.addPlugin(pluginRss);
  config.setUseGitIgnore(false);
  config.setQuietMode(true);
  const groups = (key) => (api) => {
    const found = new Map();
    for (const item of api.getFilteredByTag("release").slice().reverse()) {
      const name = key(item);
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(item);
    }
    return Array.from(found, ([name, items]) => ({ name, items }));
  };
  const month = (item) => item.date.toISOString().slice(0, 7);
  config.addCollection("months", groups(month));
  config.addCollection("areas", groups((item) => item.data.areas[0]));
  config.addCollection("years", (api) => {
    const years = new Map();
    for (const { name, items } of groups(month)(api)) {
      const year = name.slice(0, 4);
      if (!years.has(year)) years.set(year, []);
      years.get(year).push({ name, count: items.length });
    }
    return Array.from(years, ([name, months]) => ({ name, months }));
  });
  config.addCollection("latest", (api) => api.getFilteredByTag("release").slice(-20).reverse());
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("head", (items, count) => items.slice(0, count));
  config.addFilter("lower", (text) => text.toLowerCase());
  return { markdownTemplateEngine: false, dir: { includes: "_includes" } };
}
