"""Pages that need several of the packages below: home, the article with its marks, help, the sitemap."""
