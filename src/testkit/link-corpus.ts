/** Links made by released programs. They open for ever: add to this list, never change it. */
export const corpus = [
  { link: 'aA64NygPN8wJ7_tA5JVAOgKdyRFaApnewsUBjQCkzGJi8UiEJFRSE0GQKSQQoARyrA6wcgPpMdAyNQXYDCbA5yGUhUssQ1Bg0AxYzRkAFiKaMqSGwFIBX9MCqDyleUD0L5MXqVNfGAgBCEZpe', name: 'An API on Lambda', nodes: 3, wires: 2, setting: { memoryMb: 512, ioMs: 120 } },
  { link: 'ahZlLDoAgDESv4gE0QYwncc3ChdE7EO7uDAUsGHHhJyGBUl7bAVJwcJ8PUXtewy4HdoyDwvoTEBX1cQh2ufAhqxuAOwRdOjWBK1g0Ls_MvrxfYCY_bkRZwSgw29Lq8sLHjBN_oxU6q2YtGPWnSIIsCnHPFtCXVwppnW3AJPxnGZJWJbGMRXJqNZIoEN6eVNICFbqLzw8xnUU09DraHYzTG5Ai95G6g7sBRuwjTg', name: 'Orders through a queue', nodes: 6, wires: 5, setting: {} },
] as const
