// Feeds for the site and its categories, a sitemap, and no page.
const POSTS = "content/posts/**/*.md";

export default function (config) {
  config.setQuietMode(true);
  config.setUseGitIgnore(false);
  config.setTemplateFormats(["md", "njk"]);
  // 2025-12-31 19:43:35 +0800 is no ISO date until it has a T and a colon
  config.addDateParsing((date) =>
    typeof date === "string" ? new Date(date.replace(/^(\S+) (\S+) (...)(..)$/, "$1T$2$3:$4")) : undefined,
  );
  config.addGlobalData("permalink", () => (data) =>
    data.page.inputPath.endsWith(".md") ? false : undefined,
  );
  config.addFilter("address", (post) => `https://news.example/posts/${post.data.slug}.html`);
  config.addFilter("rfc3339", (date) => date.toISOString());
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addCollection("posts", (all) => all.getFilteredByGlob(POSTS).reverse());
  config.addCollection("feeds", (all) => {
    const feeds = new Map([["", []]]); // the site's has no name
    for (const post of all.getFilteredByGlob(POSTS).reverse()) {
      for (const name of ["", post.data.categories]) {
        if (!feeds.has(name)) feeds.set(name, []);
        if (feeds.get(name).length < 50) feeds.get(name).push(post);
      }
    }
    return [...feeds].map(([name, posts]) => ({ name, posts, folder: name ? `category/${name}/` : "" }));
  });
  return {
    dir: { input: "content", includes: "../_includes" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
  };
}
