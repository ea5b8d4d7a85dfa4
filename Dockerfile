# The site of one published database, read-only:
#   crosstalk publish site.db
#   docker build -t crosstalk-site .
#   docker run -p 8001:8001 -e CROSSTALK_CONTACT=desk@example.org crosstalk-site
# It needs Datasette and numpy (which counts what a search finds): no model, no crawler.
FROM python:3.11-slim
RUN pip install --no-cache-dir datasette==0.65.5 numpy==2.4.6
WORKDIR /site
COPY datasette_config datasette_config
COPY site.db crosstalk.db
RUN useradd --system site && chmod -R a+rX /site
USER site
EXPOSE 8001
CMD ["sh", "-c", "test -n \"$CROSSTALK_CONTACT\" || { echo 'Set CROSSTALK_CONTACT: whom people write to when something is to be taken out.' >&2; exit 1; }; exec datasette serve --immutable crosstalk.db --host 0.0.0.0 --port \"${PORT:-8001}\" --metadata datasette_config/metadata.yaml --template-dir datasette_config/templates --plugins-dir datasette_config/plugins --static static:datasette_config/static --cors --setting default_allow_sql off --setting default_page_size 50 --setting max_returned_rows 1000 --setting default_facet_size 8 --setting suggest_facets off --setting facet_time_limit_ms 500 --setting sql_time_limit_ms 2500 --setting truncate_cells_html 600 --setting allow_download off --setting max_csv_mb 0"]
