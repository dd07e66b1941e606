# The posts are rendered, for the feeds, but no page of theirs is written. This also goes round a fault of
# 4.3.0 and 4.3.1, which look for each file in the list of all files that were written before it.
module Jekyll
  class Document
    def write?
      false
    end
  end
end
